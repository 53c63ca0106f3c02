# A classifier that was trained by train.R.

library(rpart)

initialise_seldon <- function(params) {
  structure(list(model = readRDS("model.rds")), class = "iris_classifier")
}

# Probabilities; their columns have the classes' names, which the answer gets.
predict.iris_classifier <- function(object, newdata, ...) {
  predict(object$model, newdata, type = "prob")
}

metadata.iris_classifier <- function(object, ...) {
  features <- c("Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width")
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
