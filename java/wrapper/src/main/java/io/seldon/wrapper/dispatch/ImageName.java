package io.seldon.wrapper.dispatch;

/**
 * A container image's name, split from its version (contract.md, MDA-1).
 *
 * @param name everything before the last colon behind the last slash
 * @param version what follows it; empty if there is none
 */
public record ImageName(String name, String version) {

  /** Splits {@code registry:5000/name:version}. */
  public static ImageName of(String image) {
    int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
    return colon < 0
        ? new ImageName(image, "")
        : new ImageName(image.substring(0, colon), image.substring(colon + 1));
  }
}
