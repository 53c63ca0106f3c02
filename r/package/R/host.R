# What the server calls. Nothing here is for components: see seldon_try() for
# the same conversions at the prompt.
the <- new.env(parent = emptyenv())

# Run `ask`, and give a list of three: a word, the value or the error's text, and
# what was warned of; for an error also its status, reason and traceback. Each
# class that tryCatch() has a handler for takes 10 µs, so an interrupt leaves as an error.
guarded <- function(ask) {
  warned <- character()
  trace <- character()
  outcome <- tryCatch(
    withCallingHandlers(
      list("value", ask(), NULL),
      warning = function(condition) {
        warned <<- c(warned, described(condition))
        tryInvokeRestart("muffleWarning")
      },
      error = function(condition) trace <<- traceback_of(sys.calls()),
      interrupt = function(condition) stop(interruption)
    ),
    error = function(condition) {
      if (identical(condition, interruption)) {
        return(list("interrupted", NULL, NULL))
      }
      list(
        "error", text_of(condition), NULL, field(condition, c("status", "status_code"), is.numeric),
        field(condition, "reason", is.character), trace
      )
    }
  )
  if (length(warned)) {
    outcome[[3L]] <- warned
  }
  outcome
}

interruption <- structure(
  class = c("seldon_interruption", "error", "condition"), list(message = "interrupted", call = NULL)
)

text_of <- function(condition) {
  text <- paste(conditionMessage(condition), collapse = "\n")
  if (nzchar(text)) text else class(condition)[[1L]]
}

described <- function(condition) {
  call <- conditionCall(condition)
  place <- if (is.null(call)) "" else paste0("in ", deparse(call, nlines = 1L)[[1L]], ": ")
  paste0(place, conditionMessage(condition))
}

field <- function(condition, names, is_right) {
  for (name in names) {
    value <- if (is.list(condition)) condition[[name]]
    if (length(value) == 1L && is_right(value)) {
      return(value)
    }
  }
  NULL
}

# What stands around the component's code, and between an error and its handler.
own_frames <- c(
  "host_(source|make|call|raw|hook)", "guarded", "tryCatch(List|One)?", "doTryCatch", "withCallingHandlers",
  "ask", "the\\$.*ask", "\\.handleSimpleError", "h(?=\\(simpleError)"
)

# The calls of the component's own code, the innermost last; of a runaway
# recursion only the last ones.
traceback_of <- function(calls) {
  texts <- vapply(utils::tail(calls, 40L), function(call) {
    file <- utils::getSrcFilename(call)
    place <- if (length(file)) paste0(" at ", file, "#", utils::getSrcLocation(call)) else ""
    paste0(substr(deparse(call, nlines = 1L)[[1L]], 1L, 200L), place)
  }, "")
  ours <- grepl(paste0("^(", paste(own_frames, collapse = "|"), ")\\("), texts, perl = TRUE)
  texts[!ours]
}

# Read the component's file; gives the verbs that it has methods of.
host_source <- function(path) {
  guarded(function() {
    rm(list = ls(globalenv()), envir = globalenv())
    source(path, local = globalenv(), keep.source = TRUE, encoding = "UTF-8")
    maker()
    verbs_of_file()
  })
}

# Make the component's object; gives its class, its verbs and hooks.
host_make <- function(params) {
  guarded(function() {
    the$object <- initialise(params)
    methods <- lapply(setNames(nm = names(all_arguments)), own_method, the$object)
    methods <- Filter(Negate(is.null), methods)
    the$verbs <- Map(function(verb, method) bind_verb(verb, method, the$object), names(methods), methods)
    the$hooks <- Filter(function(name) !is.null(own_method(name, the$object)), hook_names)
    list(
      class(the$object)[[1L]], names(the$verbs), lapply(unname(the$verbs), `[[`, "wants"),
      the$hooks, input_form(the$object)
    )
  })
}

initialise <- function(params) {
  make <- maker()
  if (!exists("initialise_seldon", globalenv(), mode = "function", inherits = FALSE)) {
    warning("seldon_initialise is taken for initialise_seldon, which is the function's name", call. = FALSE)
  }
  count <- length(formals(args(make)))
  if (count == 0L) make() else if (count == 1L) make(params) else do.call(make, params)
}

# The function of the component's file that makes the object.
maker <- function() {
  for (name in c("initialise_seldon", "seldon_initialise")) {
    found <- get0(name, globalenv(), mode = "function", inherits = FALSE)
    if (!is.null(found)) {
      return(found)
    }
  }
  stop("no function initialise_seldon (expected: initialise_seldon <- function(params))", call. = FALSE)
}

# Load the server's C (r/builder/rows.c): what tells whether the server reads a value without as_payload().
host_attach <- function(path) {
  the$is_plain <- getNativeSymbolInfo("seldon_is_plain", dyn.load(path))$address
}

# Ask a verb; the value is what was answered, where the server reads that by itself, else list(payload, the call's
# tags, the call's metrics).
host_call <- function(verb, values) {
  guarded(function() {
    answer <- the$verbs[[verb]]$ask(values)
    if (.Call(the$is_plain, answer)) {
      answer
    } else if (inherits(answer, "seldon_response")) {
      list(as_payload(answer$data), nested(as.list(answer$tags)), nested(as.list(answer$metrics)))
    } else {
      list(as_payload(answer), NULL, NULL)
    }
  })
}

# Ask a raw verb; the value is a whole message.
host_raw <- function(verb, values) {
  guarded(function() raw_answer(the$verbs[[verb]]$ask(values), verb))
}

# Ask a hook; health_status gives a payload, the others a list.
host_hook <- function(name) {
  guarded(function() {
    value <- get(name)(the$object)
    if (name == "health_status") as_payload(value) else nested(value)
  })
}

# A component that ends R would end the server with it.
mask_quit <- function() {
  # The name is base's.
  refuse <- function(save = "default", status = 0, runLast = TRUE) { # nolint: object_name_linter.
    stop("quit: status ", status, call. = FALSE)
  }
  base <- baseenv()
  for (name in c("quit", "q")) {
    unlockBinding(name, base)
    assign(name, refuse, base)
    lockBinding(name, base)
  }
}

# Long vectors of text go in and out as one string: one call instead of one an element.
host_split <- function(text, missing) {
  found <- strsplit(text, "\037", fixed = TRUE)[[1L]]
  found[missing] <- NA_character_
  found
}

host_join <- function(x) paste(enc2utf8(x), collapse = "\037")
