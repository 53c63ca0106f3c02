#' Ask a component that is served
#'
#' Sends one request over REST, to a container, a server or a deployment, and
#' gives the answer as R has it. Needs the packages curl and jsonlite.
#'
#' @param url Where it is served, without the verb's path: for instance
#'   `"http://localhost:9000"`.
#' @param newdata What is asked: a data frame, or a vector, matrix or array, for
#'   a request with rows and columns; a string, a raw vector, or a list for
#'   jsonData. For `aggregate` a list of such.
#' @param verb One of the [verbs], by the name of its generic.
#' @param meta A list, for instance `list(puid = "a1")`.
#' @param reward,truth For `send_feedback`: a number, and what the answer should
#'   have been, as `newdata`.
#' @param routing For `send_feedback`: the branches that were taken, a list with
#'   the routers' names.
#' @param timeout_s Longest wait for the answer, in seconds.
#'
#' @returns The answer's payload: a data frame for rows and columns, a vector
#'   for one dimension, an array for more (of an `ndarray` a list of lists), a
#'   string, a raw vector, or a list. Its attribute `meta` is the answer's meta,
#'   if there is any.
#' @section Errors: What the component or the server refuses is signalled as
#'   [seldon_stop()] does it, with the fields `status` (HTTP's) and `reason`. A
#'   server that cannot be reached is curl's own error.
#' @section Source: contract.md, BOD and PAY.
#' @export
#' @examples
#' \dontrun{
#' seldon_ask("http://localhost:9000", head(iris[1:4]))
#' }
seldon_ask <- function(url, newdata, verb = "predict", meta = list(), reward = 0,
                       truth = NULL, routing = NULL, timeout_s = 30) {
  verb <- match.arg(verb, names(verb_arguments))
  message <- switch(verb,
    aggregate = list(seldonMessages = lapply(unname(newdata), message_of, meta)),
    send_feedback = feedback_of(message_of(newdata, meta), reward, truth, routing),
    message_of(newdata, meta)
  )
  path <- paste0(sub("/+$", "", url), "/", gsub("_", "-", verb, fixed = TRUE))
  reply <- post(path, as_json(message), timeout_s)
  answer <- tryCatch(from_json(reply$text), error = function(e) {
    stop(path, ": HTTP ", reply$status, " without JSON (expected: a Seldon component)", call. = FALSE)
  })
  if (reply$status != 200L) {
    seldon_stop(answer$status$info, reply$status, answer$status$reason)
  }
  value <- payload_of(answer)
  if (length(answer$meta)) structure(value, meta = answer$meta) else value
}

post <- function(url, body, timeout_s) {
  handle <- curl::new_handle(postfields = body, timeout_ms = timeout_s * 1000)
  curl::handle_setheaders(handle, "Content-Type" = "application/json")
  reply <- curl::curl_fetch_memory(url, handle)
  text <- rawToChar(reply$content)
  Encoding(text) <- "UTF-8"
  list(status = reply$status_code, text = text)
}

# All digits of a double.
as_json <- function(value) {
  text <- jsonlite::toJSON(value, auto_unbox = TRUE, null = "null", na = "null", digits = I(17))
  enc2utf8(as.character(text))
}

from_json <- function(text) jsonlite::fromJSON(text, simplifyVector = FALSE)

feedback_of <- function(request, reward, truth, routing) {
  feedback <- list(request = request, reward = reward)
  if (!is.null(truth)) {
    feedback$truth <- message_of(truth, list())
  }
  if (!is.null(routing)) {
    feedback$response <- list(meta = list(routing = as.list(routing)))
  }
  feedback
}

# A SeldonMessage, as lists.
message_of <- function(x, meta) {
  message <- if (is.data.frame(x)) {
    list(data = list(names = as.list(names(x)), ndarray = rows_of_frame(x)))
  } else if (is.raw(x)) {
    list(binData = jsonlite::base64_enc(x))
  } else if (is.character(x) && length(x) == 1L && is.null(dim(x))) {
    list(strData = as.vector(x))
  } else if (is.list(x)) {
    list(jsonData = nested(x))
  } else {
    list(data = list(names = as.list(as.character(colnames_of(x))), ndarray = rows_of(without_class(x))))
  }
  if (length(meta)) {
    message$meta <- meta
  }
  message
}

rows_of_frame <- function(x) {
  columns <- lapply(unname(as.list(x)), function(column) cells_of(without_class(column)))
  lapply(seq_len(nrow(x)), function(i) lapply(columns, `[[`, i))
}

# An array as lists in lists, row-major.
rows_of <- function(x) {
  if (length(dim(x)) < 2L) {
    return(cells_of(x))
  }
  rest <- dim(x)[-1L]
  lapply(seq_len(nrow(x)), function(i) {
    row <- slice(x, i)
    rows_of(if (length(rest) > 1L) array(row, rest) else as.vector(row))
  })
}

# The cells of one index of the first dimension.
slice <- function(x, index) {
  matrix(x, nrow = nrow(x))[index, ]
}

cells_of <- function(x) {
  if (is.numeric(x) && any(is.infinite(x))) {
    stop("newdata: Inf (expected: finite numbers)", call. = FALSE)
  }
  unname(as.list(x))
}

# What a SeldonMessage has, as R has it.
payload_of <- function(message) {
  data <- message$data
  if (!is.null(data$tensor)) {
    return(array_of(data$tensor, data$names))
  }
  if (!is.null(data$ndarray)) {
    return(frame_of(data$ndarray, data$names))
  }
  if (!is.null(message$binData)) {
    return(jsonlite::base64_dec(message$binData))
  }
  for (kind in c("strData", "jsonData", "customData", "data")) {
    if (kind %in% names(message)) {
      return(message[[kind]])
    }
  }
  stop("answer: no payload (expected: a SeldonMessage)", call. = FALSE)
}

# A tensor; of two dimensions, a data frame.
array_of <- function(tensor, names) {
  shape <- as.integer(unlist(tensor$shape))
  # One by one: beside "NaN" the numbers would become texts of 15 digits.
  values <- vapply(tensor$values, as.numeric, 0)
  if (length(shape) < 2L) {
    return(values)
  }
  found <- aperm(array(values, rev(shape)))
  if (length(shape) == 2L) named(as.data.frame(found), names) else found
}

# An ndarray; of rows and columns, a data frame.
frame_of <- function(rows, names) {
  if (!length(rows) || !all(vapply(rows, is.list, NA))) {
    return(simplified(rows))
  }
  cells <- unlist(rows, recursive = FALSE)
  if (any(vapply(cells, is.list, NA))) {
    return(rows)
  }
  columns <- lapply(seq_along(rows[[1L]]), function(j) simplified(lapply(rows, `[[`, j)))
  frame <- structure(columns, class = "data.frame", row.names = .set_row_names(length(rows)))
  named(frame, names)
}

named <- function(frame, names) {
  given <- as.character(unlist(names))
  names(frame) <- if (length(given) == length(frame)) given else paste0("V", seq_along(frame))
  frame
}

# Values as a vector, if one type has them all; null is NA.
simplified <- function(values) {
  values[vapply(values, is.null, NA)] <- NA
  word <- function(value) if (is.numeric(value)) "number" else typeof(value)
  types <- unique(vapply(values[!is.na(values)], word, ""))
  if (length(types) > 1L || "list" %in% types) values else unlist(values)
}
