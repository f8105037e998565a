"""The door: who comes in, by what they know and have; no Streamlit script runs for anybody else."""
