# Seconds that COINr takes to build and score the table in a folder, and to regenerate it once: two numbers on one line.
suppressPackageStartupMessages(library(COINr))
folder <- commandArgs(trailingOnly = TRUE)[1]
data <- read.csv(file.path(folder, "data.csv"))
meta <- read.csv(file.path(folder, "meta.csv"))
clock <- function(code) as.numeric(system.time(code)["elapsed"])
coin <- new_coin(data, meta, quietly = TRUE)
score <- clock({
  coin <- Normalise(coin, dset = "Raw")
  coin <- Aggregate(coin, dset = "Normalised")
  ranks <- rank_df(get_data(coin, dset = "Aggregated"))
})
times <- 5
regenerate <- clock(for (i in seq_len(times)) coin <- Regen(coin, from = "Aggregate", quietly = TRUE)) / times
cat(score, regenerate, "\n")
