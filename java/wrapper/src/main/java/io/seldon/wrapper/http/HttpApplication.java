package io.seldon.wrapper.http;

/** What answers the requests of a server; called in the thread of its event loop. */
public interface HttpApplication {

  /** Answers a request, now or when the answer is ready. */
  void answer(Exchange exchange);

  /**
   * Makes the reply to what is no request.
   *
   * @param status 400, 408 or 431
   * @param text what was got and what was expected
   */
  Reply refuse(int status, String text);
}
