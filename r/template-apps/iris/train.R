# Makes model.rds: Rscript train.R. Three of ten flowers are kept to see how good the model is.
library(rpart)

tested <- which(seq_len(nrow(iris)) %% 10 < 3)
model <- rpart(Species ~ ., data = iris[-tested, ])
right <- predict(model, iris[tested, ], type = "class") == iris$Species[tested]
saveRDS(list(model = model, test_accuracy = mean(right)), "model.rds")
message("---> Trained on ", nrow(iris) - length(tested), " flowers, right on ", sum(right), " of ", length(tested))
