"""Files that people take away; nothing here knows Streamlit."""
