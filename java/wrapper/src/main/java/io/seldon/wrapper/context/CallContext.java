package io.seldon.wrapper.context;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which call a thread is answering, for the log (contract.md, LOG-2). */
public final class CallContext {
  // https://www.w3.org/TR/trace-context/#traceparent-header; ids of zeros are none. Versions after
  // 00 may go on after the flags.
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?");
  private static final ThreadLocal<@Nullable CallContext> CURRENT = new ThreadLocal<>();

  private final String traceparent;
  private volatile String puid = "";

  /**
   * Begins a call.
   *
   * @param traceparent the W3C header as the caller sent it, or the server's own span; may be empty
   */
  public CallContext(String traceparent) {
    this.traceparent = traceparent;
  }

  /** Returns the call that this thread is answering, or null. */
  public static @Nullable CallContext current() {
    return CURRENT.get();
  }

  /** Notes the puid of the call that this thread is answering; without effect if there is none. */
  public static void notePuid(String puid) {
    CallContext call = CURRENT.get();
    if (call != null) {
      call.puid = puid;
    }
  }

  /** Makes this call the thread's; the scope gives back what was there before. */
  public Scope enter() {
    CallContext before = CURRENT.get();
    CURRENT.set(this);
    return () -> CURRENT.set(before);
  }

  /** Returns the puid of the request, once it is decoded; empty until then. */
  public String puid() {
    return puid;
  }

  /** Returns the trace id, 32 hexadecimal digits; empty if there is none. */
  public String traceId() {
    return part(1);
  }

  /** Returns the span id, 16 hexadecimal digits; empty if there is none. */
  public String spanId() {
    return part(2);
  }

  private String part(int group) {
    Matcher found = TRACEPARENT.matcher(traceparent);
    return found.matches() ? found.group(group) : "";
  }
}
