package io.seldon.wrapper.observing;

import io.seldon.wrapper.Verb;
import java.util.Map;
import java.util.Set;

/** Makes the observed calls of a server; safe to use from any thread (MTR-7, LOG, TRC). */
public interface CallObserver {

  /** Returns the lower-case names of the headers, or metadata, that a face has to hand over. */
  Set<String> fields();

  /**
   * Begins a REST call, once the request is whole.
   *
   * @param verb what is asked
   * @param httpMethod {@code GET} or {@code POST}
   * @param path as asked for, one of the verb's (BOD-1)
   * @param headers those of {@link #fields} that the request has
   */
  ObservedCall rest(Verb verb, String httpMethod, String path, Map<String, String> headers);

  /**
   * Begins a gRPC call.
   *
   * @param verb what is asked
   * @param fullMethod {@code /seldon.protos.Model/Predict}
   * @param metadata those of {@link #fields} that the call has
   */
  ObservedCall grpc(Verb verb, String fullMethod, Map<String, String> metadata);
}
