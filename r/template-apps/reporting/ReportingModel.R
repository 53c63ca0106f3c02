# An identity model that shows every hook that a component may have.

# Parameters come typed, from PREDICTIVE_UNIT_PARAMETERS.
initialise_seldon <- function(params) {
  defaults <- list(count = 3L, rate = 0.5, label = "none", enabled = FALSE)
  structure(list(parameters = modifyList(defaults, params)), class = "reporting")
}

# Arrays rather than data frames, since the feedback is told as nested lists.
input_form.reporting <- function(object, ...) "matrix"

# X with tags and metrics of this call alone.
predict.reporting <- function(object, newdata, ...) {
  rows <- if (is.null(dim(newdata))) 0L else dim(newdata)[[1]]
  seldon_response(
    newdata,
    tags = list(rows = rows, shared = "call"),
    metrics = list(list(type = "GAUGE", key = "reporting_rows", value = rows))
  )
}

# What arrived, to be seen in the answer.
send_feedback.reporting <- function(object, request, reward, truth, routing, ...) {
  seldon_response(
    list(list(reward, if (is.null(routing)) -9 else routing)),
    tags = list(request = as_json(request), truth = as_json(truth))
  )
}

class_names.reporting <- function(object, ...) c("first", "second")

# Tags for the meta of every answer.
tags.reporting <- function(object, ...) {
  c(list(component = "reporting", shared = "component"), object$parameters)
}

# Metrics for every answer, and for Prometheus; a TIMER is in milliseconds.
metrics.reporting <- function(object, ...) {
  list(
    list(type = "COUNTER", key = "reporting_calls", value = 1),
    list(type = "TIMER", key = "reporting_ms", value = 20.5, tags = list(stage = "all"))
  )
}

# The model's description for /metadata; I() keeps vectors of one element arrays.
metadata.reporting <- function(object, ...) {
  list(
    name = "reporting",
    versions = I("1.0"),
    platform = "seldon",
    inputs = list(list(messagetype = "tensor", schema = list(names = c("a", "b"), shape = I(2)))),
    outputs = list(list(messagetype = "tensor", schema = list(shape = I(2)))),
    custom = list(author = "seldon")
  )
}

# For /health/status: all is well; stop() if it is not.
health_status.reporting <- function(object, ...) "reporting"

# A payload as JSON has it; of bytes, how many.
as_json <- function(payload) {
  if (is.raw(payload)) length(payload) else payload
}
