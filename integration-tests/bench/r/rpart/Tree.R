# The subject with a model: a tree for R's own iris.
library(rpart)

initialise_seldon <- function(params) {
  structure(list(model = rpart(Species ~ ., data = iris)), class = "tree")
}

predict.tree <- function(object, newdata, ...) predict(object$model, newdata, type = "prob")
