# An averaging ensemble: the mean of its children's answers, value by value.

initialise_seldon <- function(params) {
  structure(list(), class = "average")
}

# Arrays of any shape, rather than data frames.
input_form.average <- function(object, ...) "matrix"

aggregate.average <- function(object, data, ...) {
  shape <- dim(data[[1]])
  for (index in seq_along(data)) {
    x <- data[[index]]
    if (!is.numeric(x) || is.null(dim(x))) {
      seldon_stop(paste0("input ", index - 1, ": not numeric (expected: numbers)"))
    }
    if (!identical(dim(x), shape)) {
      seldon_stop(paste0(
        "input ", index - 1, ": shape ", shown(dim(x)), " (expected: ", shown(shape), ", as input 0)"
      ))
    }
  }
  # As doubles: R's integers overflow.
  total <- array(0, shape)
  for (x in data) {
    total <- total + x
  }
  total / length(data)
}

shown <- function(shape) paste0("[", paste(shape, collapse = ", "), "]")
