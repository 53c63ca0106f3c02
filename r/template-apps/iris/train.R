# Makes model.rds: Rscript train.R
library(rpart)

model <- rpart(Species ~ ., data = iris)
saveRDS(model, "model.rds")
