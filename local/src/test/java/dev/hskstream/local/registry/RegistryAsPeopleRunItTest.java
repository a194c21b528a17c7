package dev.hskstream.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hskstream.local.registry.ScriptedRegistry.Answer;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.registry.CompatibilityLevel;
import dev.hskstream.schemas.registry.RegistryClient;
import dev.hskstream.schemas.registry.RegistryException;
import dev.hskstream.schemas.serde.AvroDeserializer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries behind proxies, restarting, with several addresses, read-only, or the wrong one. */
@Timeout(60)
class RegistryAsPeopleRunItTest {
    private static final String LOGIN = "<!DOCTYPE html>\n<html><form>Log in</form></html>";

    private final Path dir;
    private final DevRegistry registry;

    RegistryAsPeopleRunItTest(@TempDir Path dir) {
        this.dir = dir;
        registry = DevRegistry.start(dir.resolve("registry"), 0);
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void aRegistryThatIsBusyOrRestartedIsAskedAgainAtTheFirstContactToo(int status) throws Exception {
        Answer busy = Answer.of(status, "{\"error_code\":" + status + ",\"message\":\"busy\"}");
        try (ScriptedRegistry proxy = new ScriptedRegistry(registry, "", busy, busy, busy)) {
            client(proxy.url(), Map.of()).ping();
            assertThat(proxy.requests()).hasSize(4);
        }
        try (ScriptedRegistry proxy = new ScriptedRegistry(registry, "", busy, busy)) {
            assertThatThrownBy(() ->
                            client(proxy.url(), Map.of("max.retries", "1")).ping())
                    .hasMessageContaining(status + " to GET /schemas/types: busy");
        }
    }

    @Test
    void waitsForAsLongAsTheRegistryAsks() throws Exception {
        List<Supplier<String>> forms = List.of(
                () -> "1",
                () -> DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2)));
        for (Supplier<String> form : forms) {
            String after = form.get();
            Answer busy = new Answer(429, Map.of("Retry-After", after), "", false);
            try (ScriptedRegistry proxy = new ScriptedRegistry(registry, "", busy)) {
                long start = System.nanoTime();
                client(proxy.url(), Map.of()).ping();
                assertThat(System.nanoTime() - start).as(after).isGreaterThan(500_000_000);
                assertThat(proxy.requests()).hasSize(2);
            }
        }
        Answer nonsense = new Answer(503, Map.of("Retry-After", "soon"), "", false);
        Answer forDays = new Answer(503, Map.of("Retry-After", "999999"), "", false);
        try (ScriptedRegistry proxy = new ScriptedRegistry(registry, "", nonsense, forDays)) {
            client(proxy.url(), Map.of("retries.max.wait.ms", "5")).ping();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirectsAreFollowedWithMethodAndBodyAndCredentialsStayWithTheirServer(int status) throws Exception {
        try (ScriptedRegistry target = new ScriptedRegistry(registry, "/moved")) {
            String other = target.url().replace("127.0.0.1", "localhost");
            Answer[] redirects = {
                redirect(status, other + "/subjects/a/versions"), redirect(status, other + "/schemas/ids/1")
            };
            try (ScriptedRegistry first = new ScriptedRegistry(registry, "", redirects)) {
                RegistryClient client = client(first.url(), Map.of("basic.auth.user.info", "ada:s3cret"));

                assertThat(client.register("a", Schemas.ONE)).isEqualTo(1);
                assertThat(client.schema(1)).isEqualTo(Schemas.ONE);
                assertThat(target.requests())
                        .containsExactly("POST /moved/subjects/a/versions", "GET /moved/schemas/ids/1");
                assertThat(first.authorizations()).containsOnly(basic("ada:s3cret"));
                assertThat(target.authorizations()).containsOnly("");
            }
            Answer otherPort = redirect(status, target.url() + "/schemas/types");
            try (ScriptedRegistry first = new ScriptedRegistry(registry, "", otherPort)) {
                client(first.url(), Map.of("basic.auth.user.info", "ada:s3cret"))
                        .ping();
                assertThat(target.authorizations()).last().isEqualTo("");
            }
            try (ScriptedRegistry first = new ScriptedRegistry(registry, "", redirect(status, "/schemas/types"))) {
                client(first.url(), Map.of("basic.auth.user.info", "ada:s3cret"))
                        .ping();
                assertThat(first.authorizations()).hasSize(2).containsOnly(basic("ada:s3cret"));
            }
        }
    }

    @Test
    void aRedirectToAServerThatWantsTheLoginOfAnotherIsExplained() throws Exception {
        Answer wanted = Answer.of(401, "{\"error_code\": 40101, \"message\": \"Unauthorized\"}");
        try (ScriptedRegistry target = new ScriptedRegistry(registry, "", wanted);
                ScriptedRegistry first =
                        new ScriptedRegistry(registry, "", redirect(302, target.url() + "/schemas/types"))) {
            RegistryClient client = client(first.url(), Map.of("basic.auth.user.info", "ada:s3cret"));

            assertThatThrownBy(client::ping)
                    .hasMessageContaining(first.url() + " redirects GET /schemas/types to " + target.url())
                    .hasMessageContaining("answers 401")
                    .hasMessageContaining("pass that with --registry-url")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void redirectsThatLeadNowhereAreNamed() throws Exception {
        Answer[] circle = new Answer[10];
        Arrays.fill(circle, redirect(302, "/schemas/types"));
        assertThat(refusal(circle)).contains("sends GET /schemas/types on and on");
        assertThat(refusal(redirect(302, "file:///etc/passwd"))).contains("302").contains("not followed");
        assertThat(refusal(redirect(307, "http://ada:s3cret@elsewhere/"))).doesNotContain("s3cret");
        assertThat(refusal(redirect(302, "/login"), Answer.of(200, LOGIN)))
                .contains("no registry's JSON")
                .contains("an HTML page, of a proxy or for a login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/registry", "/registry/", "/api/ccompat/v7//"})
    void aBasePathWorksForEveryRequest(String base) throws Exception {
        try (ScriptedRegistry proxy = new ScriptedRegistry(registry, base.replaceAll("/+$", ""))) {
            RegistryClient client = client(proxy.url().replaceAll("(\\d)/.*", "$1") + base, Map.of());

            client.ping();
            int id = client.registerGuarded("a", Schemas.ONE);
            assertThat(client.lookup("a", Schemas.ONE)).isEqualTo(id);
            assertThat(client.schema(id)).isEqualTo(Schemas.ONE);
            assertThat(client.latest("a").version()).isEqualTo(1);
            assertThat(client.compatible("a", Schemas.ONE)).isTrue();
            assertThat(client.compatibility("a")).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
        }
    }

    @Test
    void aMissingBasePathIsNotTakenForAnEmptyRegistry() throws Exception {
        try (ScriptedRegistry proxy = new ScriptedRegistry(registry, "/registry")) {
            String without = proxy.url().replace("/registry", "");

            assertThatThrownBy(() -> client(without, Map.of()).ping())
                    .hasMessageContaining("no registry's JSON")
                    .hasMessageContaining("--registry-url");
            assertThatThrownBy(() -> client(without, Map.of()).registerGuarded("a", Schemas.ONE))
                    .hasMessageContaining("no registry's JSON");
            assertThat(proxy.requests()).hasSize(2);
        }
    }

    @Test
    void ofSeveralAddressesOneThatAnswersIsEnoughAndIsRemembered() throws Exception {
        Answer[] down = new Answer[20];
        Arrays.fill(down, Answer.of(503, "<html>maintenance</html>"));
        try (ScriptedRegistry sick = new ScriptedRegistry(registry, "", down)) {
            String urls = "http://127.0.0.1:" + unusedPort() + "," + sick.url() + "," + registry.url();
            Map<String, String> once = Map.of("max.retries", "0");

            client(urls, once).ping();
            assertThat(client(urls, once).register("a", Schemas.ONE)).isEqualTo(1);
            client(urls, once).ping();
            assertThat(sick.requests()).hasSize(1);

            registry.close();
            assertThatThrownBy(() -> client(urls, once).ping())
                    .hasMessageContaining("answers 503")
                    .hasMessageNotContaining("<html>");
        }
        String dead = "http://127.0.0.1:" + unusedPort() + ",http://127.0.0.1:" + unusedPort();
        assertThatThrownBy(() -> client(dead, Map.of()).ping())
                .hasMessageStartingWith("no schema registry answers at " + dead.replace(",", ", "))
                .hasMessageContaining("connection refused");
    }

    @Test
    void aRefusalNamesTheSubjectAndTheRemedy() throws Exception {
        String subject = "hsk.my set.samples-value";
        try (ScriptedRegistry proxy = new ScriptedRegistry(
                registry,
                "",
                Answer.of(422, "{\"error_code\":42205,\"message\":\"Subject is in read-only mode\"}"),
                Answer.of(409, "{\"error_code\":409,\"message\":\"Schema being registered is incompatible\"}"),
                Answer.of(403, "{\"error_code\":40301,\"message\":\"no\"}"))) {
            RegistryClient client = client(proxy.url(), Map.of());
            assertThatThrownBy(() -> client.register(subject, Schemas.ONE))
                    .hasMessageContaining("READWRITE for subject " + subject);
            assertThatThrownBy(() -> client.register(subject, Schemas.ONE))
                    .hasMessageContaining("subject " + subject + ": this build's schema does not follow");
            assertThatThrownBy(() -> client.register(subject, Schemas.ONE))
                    .hasMessageContaining("basic.auth.user.info");
            assertThat(proxy.requests()).hasSize(3);
        }
    }

    @Test
    void anEmptyOrAnotherRegistryIsToldFromADamagedTopic() {
        try (AvroDeserializer<KnowledgeManifest> manifests = new AvroDeserializer<>()) {
            manifests.configure(Map.of("schema.registry.url", registry.url()), false);
            byte[] record = ByteBuffer.allocate(20).put((byte) 0).putInt(1).array();

            assertThatThrownBy(() -> manifests.deserialize("hsk.manifests", record))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining(
                            "this registry has no schema 1, which hsk.manifests was written with: is it the"
                                    + " registry that the sets were loaded with?")
                    .hasMessageContaining(registry.url());

            client(registry.url(), Map.of())
                    .register(
                            "other", new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"a.B\",\"fields\":[]}"));
            assertThatThrownBy(() -> manifests.deserialize("hsk.manifests", record))
                    .hasMessageContaining("a.B in this registry")
                    .hasMessageContaining("is it the registry that the sets were loaded with?");
        }
    }

    @Test
    void aSchemaThatIsNotAvroIsNamed() throws Exception {
        Answer json = Answer.of(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");
        try (ScriptedRegistry proxy = new ScriptedRegistry(registry, "", json)) {
            assertThatThrownBy(() -> client(proxy.url(), Map.of()).schema(1)).hasMessageContaining("JSON, not AVRO");
        }
    }

    @Test
    void aLoginPageIsNoRegistry() throws Exception {
        assertThat(refusal(Answer.of(200, LOGIN))).contains("an HTML page, of a proxy or for a login");
        assertThat(refusal(Answer.of(401, LOGIN)))
                .contains("401")
                .contains("bearer.auth.token")
                .doesNotContain("<");
        assertThat(refusal(Answer.of(400, "Client sent an HTTP request to an HTTPS server.")))
                .contains("https");
    }

    @Test
    void httpAndHttpsMixedUpAreNamed() throws Exception {
        String https = registry.url().replace("http:", "https:");
        assertThatThrownBy(() -> client(https, Map.of()).ping()).hasMessageContaining("does it speak https?");
        try (RegistryGate gate = RegistryGate.tls(TestKeys.context(TestKeys.store(dir)), registry)) {
            assertThatThrownBy(() -> client(gate.url().replace("https:", "http:"), Map.of())
                            .ping())
                    .hasMessageContaining("http");
            assertThatThrownBy(() -> client(gate.url(), Map.of()).ping())
                    .hasMessageContaining("schema.registry.ssl.truststore.location");
        }
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUpInTime() throws Exception {
        Answer stalled = new Answer(200, Map.of(), "[", true);
        try (ScriptedRegistry proxy = new ScriptedRegistry(registry, "", stalled)) {
            Map<String, String> impatient = Map.of("http.connect.timeout.ms", "200", "http.read.timeout.ms", "200");
            assertThatThrownBy(() -> client(proxy.url(), impatient).ping())
                    .hasMessageStartingWith("no schema registry answers at " + proxy.url());
        }
    }

    @Test
    void eachAddressHasItsOwnUserAndNoMessageShowsAPassword() throws Exception {
        Answer down = Answer.of(503, "{}");
        try (ScriptedRegistry one = new ScriptedRegistry(registry, "", down);
                ScriptedRegistry two = new ScriptedRegistry(registry, "")) {
            String urls = one.url().replace("//", "//ada:s3cret@") + "," + two.url();
            client(urls, Map.of()).ping();
            assertThat(one.authorizations()).containsExactly(basic("ada:s3cret"));
            assertThat(two.authorizations()).containsExactly("");
        }
        String dead = "http://ada:s3cret@127.0.0.1:" + unusedPort();
        assertThatThrownBy(() -> client(dead, Map.of()).ping()).hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> client("http://ada:s3 cret@h", Map.of())).hasMessageNotContaining("cret");
    }

    @Test
    void clientsShareOneHttpClient() {
        client(registry.url(), Map.of()).ping();
        long before = selectors();
        for (int i = 0; i < 20; i++) {
            client(registry.url(), Map.of()).ping();
        }
        assertThat(selectors()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max.retries=-1", "http.read.timeout.ms=0", "retries.wait.ms=x"})
    void aPropertyThatMakesNoSenseIsNamed(String property) {
        String[] pair = property.split("=", -1);
        assertThatThrownBy(() -> new RegistryClient(Map.of("schema.registry.url", "http://h", pair[0], pair[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(pair[0] + " = " + pair[1]);
    }

    private static long selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("HttpClient-\\d+-SelectorManager"))
                .count();
    }

    private String refusal(Answer... answers) throws Exception {
        try (ScriptedRegistry proxy = new ScriptedRegistry(registry, "", answers)) {
            RegistryException refusal = catchThrowableOfType(
                    RegistryException.class, () -> client(proxy.url(), Map.of()).ping());
            assertThat(refusal).isNotNull();
            assertThat(refusal.getMessage()).hasLineCount(1).hasSizeLessThan(320);
            return String.valueOf(refusal.getMessage());
        }
    }

    private static Answer redirect(int status, String to) {
        return new Answer(status, Map.of("Location", to), "", false);
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    private static int unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static RegistryClient client(String url, Map<String, String> more) {
        Map<String, String> config = new HashMap<>();
        config.put("schema.registry.url", url);
        config.put("retries.wait.ms", "2");
        config.putAll(more);
        return new RegistryClient(config);
    }
}
