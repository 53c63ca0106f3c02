# A feature normaliser: subtracts a mean and divides by a standard deviation, column by column.

# The statistics come as parameters, for instance mean="5.8,3.0"; empty leaves a step out.
initialise_seldon <- function(params) {
  structure(list(mean = numbers(params$mean), std = numbers(params$std)), class = "normaliser")
}

input_form.normaliser <- function(object, ...) "matrix"

# (X - mean) / std; the names of the columns stay.
transform_input.normaliser <- function(object, newdata, ...) {
  if (!is.numeric(newdata) || is.null(dim(newdata))) {
    seldon_stop("X: not numeric (expected: numbers)")
  }
  if (length(dim(newdata)) > 2) {
    seldon_stop(paste0("X: ", length(dim(newdata)), " dimensions (expected: 1 or 2)"))
  }
  columns <- dim(newdata)[[length(dim(newdata))]]
  for (parameter in c("mean", "std")) {
    count <- length(object[[parameter]])
    if (count > 0 && count != columns) {
      seldon_stop(paste0("X: ", columns, " columns (expected: ", count, ", as in the parameter ", parameter, ")"))
    }
  }
  if (length(object$mean)) newdata <- by_column(newdata, object$mean, `-`)
  if (length(object$std)) newdata <- by_column(newdata, object$std, `/`)
  newdata
}

by_column <- function(x, values, operation) {
  operation(x, if (length(dim(x)) == 1) values else rep(values, each = nrow(x)))
}

# "5.8,3.0" as numbers; an empty text is none.
numbers <- function(text) {
  if (is.null(text)) numeric() else as.numeric(strsplit(text, ",")[[1]])
}
