# A drift detector: watches whether the mean of each column moves away from what the model was trained on.

initialise_seldon <- function(params) {
  params <- modifyList(list(mean = "0", std = "1", threshold = 3), params)
  state <- new.env()
  state$count <- 0
  state$total <- NULL
  structure(
    list(mean = numbers(params$mean), std = numbers(params$std), threshold = params$threshold, state = state),
    class = "drift_detector"
  )
}

input_form.drift_detector <- function(object, ...) "matrix"

# Lets the request pass; how far each column's mean is from the reference, in standard errors, is in the tags.
transform_input.drift_detector <- function(object, newdata, ...) {
  rows <- as_rows(newdata)
  check_columns(object, ncol(rows))
  state <- object$state
  total <- if (is.null(state$total)) numeric(ncol(rows)) else state$total
  # Row by row, as the definition has it: the order of a sum shows in its last digits.
  for (i in seq_len(nrow(rows))) total <- total + rows[i, ]
  state$total <- total
  state$count <- state$count + nrow(rows)
  statistic <- numeric(length(total))
  if (state$count > 0) {
    statistic <- abs(total / state$count - object$mean) * sqrt(state$count) / object$std
  }
  seldon_response(newdata, tags = list(
    drift_statistic = I(statistic),
    drift = any(statistic > object$threshold, na.rm = TRUE),
    rows = state$count
  ))
}

as_rows <- function(x) {
  if (!is.numeric(x) || is.null(dim(x))) {
    seldon_stop("X: not numeric (expected: numbers)")
  }
  if (length(dim(x)) > 2) {
    seldon_stop(paste0("X: ", length(dim(x)), " dimensions (expected: 1 or 2)"))
  }
  if (length(dim(x)) == 1) matrix(x, nrow = 1) else x
}

# Refuse a width that does not fit the parameters or what came before.
check_columns <- function(object, columns) {
  for (parameter in c("mean", "std")) {
    count <- length(object[[parameter]])
    if (count != 1 && count != columns) {
      seldon_stop(paste0("X: ", columns, " columns (expected: ", count, ", as in the parameter ", parameter, ")"))
    }
  }
  before <- object$state$total
  if (!is.null(before) && length(before) != columns) {
    seldon_stop(paste0("X: ", columns, " columns (expected: ", length(before), ", as before)"))
  }
}

# "5.8,3.0" as numbers.
numbers <- function(text) as.numeric(strsplit(text, ",")[[1]])
