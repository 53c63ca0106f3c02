import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/**
 * Makes a trust store out of a file of PEM certificates; keytool takes one at a time, and half a second for each.
 *
 * <p>Usage: {@code java TrustStore.java CERTIFICATES STORE}. The store is PKCS #12 with the password changeit, which
 * protects nothing: certificates are public.
 */
final class TrustStore {
  private TrustStore() {}

  public static void main(String[] arguments) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream file = Files.newInputStream(Path.of(arguments[0]))) {
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
        store.setCertificateEntry("certificate-" + number++, one);
      }
    }
    try (OutputStream file = Files.newOutputStream(Path.of(arguments[1]))) {
      store.store(file, "changeit".toCharArray());
    }
  }
}
