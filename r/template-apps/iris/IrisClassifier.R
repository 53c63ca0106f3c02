# A classifier that was trained by train.R.

library(rpart)

features <- c("Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width")

initialise_seldon <- function(params) {
  structure(readRDS("model.rds"), class = "iris_classifier")
}

# Probabilities; their columns have the classes' names, which the answer gets.
predict.iris_classifier <- function(object, newdata, ...) {
  # Columns with other names, or none, are taken in the order of the training data.
  if (!all(features %in% names(newdata))) {
    names(newdata) <- features
  }
  predict(object$model, newdata, type = "prob")
}

# Of the flowers that it had not seen.
tags.iris_classifier <- function(object, ...) {
  list(test_accuracy = object$test_accuracy)
}

metadata.iris_classifier <- function(object, ...) {
  list(
    name = "iris",
    versions = I("1.0"),
    platform = "rpart",
    inputs = list(list(messagetype = "ndarray", schema = list(names = features, shape = I(4)))),
    outputs = list(list(
      messagetype = "ndarray",
      schema = list(names = c("setosa", "versicolor", "virginica"), shape = I(3))
    ))
  )
}
