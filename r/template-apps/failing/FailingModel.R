# Every way to fail, and a few ways not to: what a caller gets is in common-proto/docs/components.md.

initialise_seldon <- function(params) {
  structure(list(), class = "failing")
}

predict.failing <- function(object, newdata, ...) {
  word <- first_value(newdata)
  if (!is.null(failures[[word]])) {
    failures[[word]]()
  }
  if (word == "log") {
    write("failing was here", stdout())
  }
  if (!is.null(answers[[word]])) answers[[word]]() else if (word == "nothing") NULL else newdata
}

route.failing <- function(object, data, ...) {
  switch(first_value(data),
    all = -1, none = -2, below = -3, boolean = TRUE, fraction = 1.5, whole = 1.0, word = "a",
    exception = stop("boom"), 0
  )
}

metadata.failing <- function(object, ...) list(versions = "not a list")

health_status.failing <- function(object, ...) stop("unwell")

# The string of strData, or the first value of an array if it is one; else a word that does nothing.
first_value <- function(x) {
  if (is.data.frame(x) && all(dim(x) > 0)) {
    x <- x[[1]][[1]]
  } else if (!is.null(dim(x)) && length(x) > 0) {
    x <- x[[1]]
  }
  if (is.character(x) && length(x) == 1 && !is.na(x) && nzchar(x)) x else "-"
}

failures <- list(
  exception = function() stop("boom"),
  long = function() stop(strrep("x", 2000)),
  unicode = function() stop(strrep("\u00e9", 600)),
  forbidden = function() seldon_stop("no entry", 403, "NOT_ALLOWED"),
  busy = function() seldon_stop("try later", 429, "TOO_BUSY"),
  unavailable = function() seldon_stop("no database", 503, "DEPENDENCY_DOWN"),
  teapot = function() seldon_stop("short and stout", 418, "TEAPOT"),
  exit = function() quit(status = 3)
)

answers <- list(
  unsupported = function() globalenv(),
  infinity = function() matrix(Inf),
  "json-infinity" = function() list(a = Inf),
  "json-nan" = function() list(a = NaN),
  ragged = function() list(list(1, 2), list(3)),
  "bad-metric" = function() {
    seldon_response(matrix(1), metrics = list(list(type = "COUNTER", key = "k", value = "x")))
  },
  numbers = function() array(c(1, 2, 3)),
  strings = function() array(c("a", "b")),
  mapping = function() list(a = list(1, NULL, "x")),
  text = function() scalar("text"),
  bytes = function() as.raw(c(0, 1, 255)),
  names = function() matrix(c(1, 2, 3), nrow = 1),
  number = function() scalar(7),
  boolean = function() scalar(TRUE),
  list = function() list(1, 2),
  any = function() {
    seldon_any(
      "type.googleapis.com/google.protobuf.StringValue",
      c(as.raw(c(0x0a, 3)), charToRaw("any"))
    )
  }
)
