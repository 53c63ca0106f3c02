# An outlier detector: scores each row by its largest distance from the mean, in standard deviations.

initialise_seldon <- function(params) {
  params <- modifyList(list(mean = "0", std = "1", threshold = 3), params)
  structure(
    list(mean = numbers(params$mean), std = numbers(params$std), threshold = params$threshold),
    class = "outlier_detector"
  )
}

input_form.outlier_detector <- function(object, ...) "matrix"

# Lets the request pass unchanged; what was found is in the tags and in Prometheus.
transform_input.outlier_detector <- function(object, newdata, ...) {
  rows <- as_rows(newdata)
  for (parameter in c("mean", "std")) {
    count <- length(object[[parameter]])
    if (count != 1 && count != ncol(rows)) {
      seldon_stop(paste0("X: ", ncol(rows), " columns (expected: ", count, ", as in the parameter ", parameter, ")"))
    }
  }
  distances <- abs(rows - rep_len_columns(object$mean, rows)) / rep_len_columns(object$std, rows)
  distances[is.na(distances)] <- 0
  scores <- apply(distances, 1, max, 0)
  outliers <- scores > object$threshold
  seldon_response(
    newdata,
    tags = list(outlier_score = I(as.numeric(scores)), outlier = I(as.logical(outliers))),
    metrics = list(list(type = "COUNTER", key = "outliers", value = sum(outliers)))
  )
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

# One value a column, laid out as the rows are; one alone holds for every column.
rep_len_columns <- function(values, rows) {
  matrix(rep(rep_len(values, ncol(rows)), each = nrow(rows)), nrow = nrow(rows), ncol = ncol(rows))
}

# "5.8,3.0" as numbers.
numbers <- function(text) as.numeric(strsplit(text, ",")[[1]])
