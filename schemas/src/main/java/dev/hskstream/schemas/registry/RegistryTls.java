package dev.hskstream.schemas.registry;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS truststore and keystore from the {@code schema.registry.ssl.*} properties. */
final class RegistryTls {
    static final String PREFIX = "schema.registry.ssl.";

    private RegistryTls() {}

    /** Returns empty if neither store is configured; then Java's default truststore applies. */
    static Optional<SSLContext> context(Map<String, ?> config) {
        String trust = text(config, "truststore.location");
        String key = text(config, "keystore.location");
        if (trust.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    key.isEmpty() ? null : keys(config),
                    trust.isEmpty() ? null : trusts(load(config, "truststore")),
                    null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new UserException("registry TLS: " + e.getMessage() + "; check the " + PREFIX + "* properties", e);
        }
    }

    private static TrustManager[] trusts(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(Map<String, ?> config) throws GeneralSecurityException {
        String own = text(config, "key.password");
        String password = own.isEmpty() ? text(config, "keystore.password") : own;
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(load(config, "keystore"), password.toCharArray());
        return factory.getKeyManagers();
    }

    private static KeyStore load(Map<String, ?> config, String which) throws GeneralSecurityException {
        Path path = Path.of(text(config, which + ".location"));
        String type = RegistryConfig.text(config, PREFIX + which + ".type", "PKCS12");
        KeyStore store = KeyStore.getInstance(type);
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, text(config, which + ".password").toCharArray());
            return store;
        } catch (IOException e) {
            throw new UserException(
                    path + ": no " + type + " store that " + PREFIX + which + ".password opens: " + e.getMessage(), e);
        }
    }

    private static String text(Map<String, ?> config, String name) {
        return RegistryConfig.text(config, PREFIX + name, "");
    }
}
