package dev.hskstream.kafka.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/** Tests plain TCP connections: whether an address can be reached, and whether the server uses TLS. */
final class Reach {
    private Reach() {}

    /** The reasons why addresses cannot be reached, for those that cannot. All addresses are tried in parallel. */
    static Map<InetSocketAddress, String> failures(List<InetSocketAddress> addresses, Duration timeout) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<Optional<String>>> tries = addresses.stream()
                    .map(address -> CompletableFuture.supplyAsync(() -> failure(address, timeout), threads))
                    .toList();
            Map<InetSocketAddress, String> failures = new LinkedHashMap<>();
            for (int i = 0; i < tries.size(); i++) {
                InetSocketAddress address = addresses.get(i);
                tries.get(i).join().ifPresent(why -> failures.put(address, why));
            }
            return failures;
        } finally {
            threads.shutdown();
        }
    }

    private static Optional<String> failure(InetSocketAddress address, Duration timeout) {
        try (Socket socket = new Socket()) {
            // The name is resolved again for each try, because a resolved InetSocketAddress never changes.
            socket.connect(
                    new InetSocketAddress(address.getHostString(), address.getPort()),
                    Math.toIntExact(timeout.toMillis()));
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("unknown host");
        } catch (IOException e) {
            return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    /** Whether the server at this address uses TLS, whatever its certificate. */
    static boolean speaksTls(InetSocketAddress address, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address.getHostString(), address.getPort()), millis);
            plain.setSoTimeout(millis);
            try (SSLSocket tls = (SSLSocket) SSLContext.getDefault()
                    .getSocketFactory()
                    .createSocket(plain, address.getHostString(), address.getPort(), true)) {
                tls.startHandshake();
                return true;
            }
        } catch (SSLHandshakeException e) {
            // Only a TLS server causes a handshake failure such as an untrusted certificate; a connection that was just
            // closed proves nothing.
            return !String.valueOf(e.getMessage()).contains("terminated the handshake");
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }
}
