# Turns class probabilities into the number of the winning class, behind a model.

initialise_seldon <- function(params) {
  structure(list(), class = "winning_class")
}

input_form.winning_class <- function(object, ...) "matrix"

# One integer a row; the first of equals wins, NaN never, and -1 is for a row of NaN alone.
transform_output.winning_class <- function(object, newdata, ...) {
  if (!is.numeric(newdata) || is.null(dim(newdata))) {
    seldon_stop("X: not numeric (expected: numbers)")
  }
  if (length(dim(newdata)) > 2) {
    seldon_stop(paste0("X: ", length(dim(newdata)), " dimensions (expected: 1 or 2)"))
  }
  if (dim(newdata)[[length(dim(newdata))]] == 0) {
    seldon_stop("X: 0 columns (expected: 1 or more)")
  }
  if (length(dim(newdata)) == 1) {
    return(array(winner(newdata)))
  }
  matrix(vapply(seq_len(nrow(newdata)), function(i) winner(newdata[i, ]), 0L), ncol = 1)
}

feature_names.winning_class <- function(object, ...) "class"

winner <- function(row) {
  best <- which.max(row)
  if (length(best)) best - 1L else -1L
}
