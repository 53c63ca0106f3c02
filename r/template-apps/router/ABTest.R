# An A/B test: sends a fixed share of the calls to branch 0, the rest to branch 1.

# The share is kept exactly, without random numbers: 0.25 is each fourth call. What a component
# remembers lives in an environment, since R copies everything else.
initialise_seldon <- function(params) {
  ratio_a <- if (is.null(params$ratio_a)) 0.5 else params$ratio_a
  if (!(ratio_a >= 0 && ratio_a <= 1)) {
    stop("ratio_a: ", ratio_a, " (expected: from 0 to 1)")
  }
  state <- new.env()
  state$routed <- c(0, 0)
  state$feedback <- 0
  structure(list(ratio_a = ratio_a, state = state), class = "ab_test")
}

# The branch of this call, 0 or 1.
route.ab_test <- function(object, data, ...) {
  state <- object$state
  n <- sum(state$routed)
  to_a <- floor((n + 1) * object$ratio_a) > floor(n * object$ratio_a)
  branch <- if (to_a) 0 else 1
  state$routed[branch + 1] <- state$routed[branch + 1] + 1
  branch
}

send_feedback.ab_test <- function(object, request, reward, truth, ...) {
  object$state$feedback <- object$state$feedback + 1
  NULL
}

# How many calls each branch got.
tags.ab_test <- function(object, ...) {
  list(routed = object$state$routed, feedback = object$state$feedback)
}
