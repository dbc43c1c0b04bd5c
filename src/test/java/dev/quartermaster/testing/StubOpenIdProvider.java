package dev.quartermaster.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An OpenID provider of the tests, which is away until somebody turns it on. Whoever comes to sign in is signed in as
 * {@link #nextPerson} says. Its address is of another site than that of the service.
 */
public final class StubOpenIdProvider implements QuarkusTestResourceLifecycleManager {

    public static final String SECRET = "secret-of-the-client-with-the-stub-provider";
    private static final String CLIENT = "quartermaster";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Where it would be; the same as long as the tests run. */
    private static int port;

    private static HttpServer server;
    private static KeyPair keys;
    private static KeyPair strangers;

    /** Claims of whoever signs in next; {@code error} for one whom it does not let in. */
    private static volatile Map<String, String> person = Map.of();

    private static volatile String lastSignOut = "";

    /** What it was asked with, by the code that it gave for it; a code is good once. */
    private static final Map<String, Map<String, String>> CODES = new ConcurrentHashMap<>();

    @Override
    public Map<String, String> start() {
        return settings();
    }

    /** Finds a place for it, unless it is there for another service, and returns the settings of one that knows it. */
    public static synchronized Map<String, String> settings() {
        if (server == null) {
            findPlace();
        }
        return Map.of(
                "quarkus.oidc.tenant-enabled",
                "true",
                "quarkus.oidc.auth-server-url",
                issuer(),
                "quarkus.oidc.credentials.secret",
                SECRET,
                "quartermaster.oidc.sign-in",
                "true",
                "quartermaster.oidc.name",
                "Stub & Sons");
    }

    private static void findPlace() {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
            keys = pair();
            strangers = pair();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        turnOff();
    }

    public static String issuer() {
        return "http://127.0.0.1:" + port;
    }

    public static synchronized void turnOn() {
        if (server != null) {
            return;
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answers("/.well-known/openid-configuration", """
                {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                "end_session_endpoint":"%1$s/sign-out","response_types_supported":["code"],"subject_types_supported":["public"],
                "id_token_signing_alg_values_supported":["RS256"]}""".formatted(issuer()));
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        answers("/keys", """
                {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"one","n":"%s","e":"%s"}]}""".formatted(number(key.getModulus()), number(key.getPublicExponent())));
        serves("/authorize", StubOpenIdProvider::authorize);
        serves("/token", StubOpenIdProvider::exchange);
        serves("/sign-out", StubOpenIdProvider::signOut);
        server.start();
    }

    public static synchronized void turnOff() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** Says who signs in next: claims as of {@link #token}, or {@code error}. */
    public static void nextPerson(Map<String, String> claims) {
        person = claims;
    }

    /** The query of the last sign-out. */
    public static String lastSignOut() {
        return lastSignOut;
    }

    private static void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
        Map<String, String> who = person;
        String back = asked.get("redirect_uri") + "?state=" + asked.get("state");
        if (who.containsKey("error")) {
            redirect(
                    exchange,
                    back + "&error=" + who.get("error") + "&error_description=" + encodedUrl("<b>no</b>\nno"));
            return;
        }
        String code = UUID.randomUUID().toString();
        Map<String, String> grant = new HashMap<>(who);
        grant.putAll(asked);
        if (who.containsKey("nonce-of-another")) {
            grant.put("nonce", "of-another-sign-in");
        }
        CODES.put(code, grant);
        redirect(exchange, back + "&code=" + code);
    }

    private static void exchange(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> asked = parameters(body);
        Map<String, String> grant = CODES.remove(asked.getOrDefault("code", ""));
        String basic =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (!basic.equals(exchange.getRequestHeaders().getFirst("authorization"))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (grant == null
                || !grant.get("redirect_uri").equals(asked.get("redirect_uri"))
                || !"S256".equals(grant.get("code_challenge_method"))
                || !grant.get("code_challenge").equals(challenge(asked.getOrDefault("code_verifier", "")))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
        } else {
            answer(
                    exchange,
                    200,
                    "{\"token_type\":\"Bearer\",\"expires_in\":300,\"access_token\":\"%s\",\"id_token\":\"%s\"}"
                            .formatted(token(grant), grant.containsKey("forged") ? forged(grant) : token(grant)));
        }
    }

    private static void signOut(HttpExchange exchange) throws IOException {
        lastSignOut = exchange.getRequestURI().getRawQuery();
        redirect(exchange, parameters(lastSignOut).get("post_logout_redirect_uri"));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return BASE64.encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> found = new HashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            found.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return found;
    }

    /** A token as it should be, but for what is given. */
    public static String token(Map<String, String> claims) {
        return token(claims, keys);
    }

    /** A token that somebody else has signed. */
    public static String forged(Map<String, String> claims) {
        return token(claims, strangers);
    }

    private static String token(Map<String, String> claims, KeyPair by) {
        long now = Instant.now().getEpochSecond();
        String body =
                "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"iat\":%d,\"exp\":%s,\"groups\":[\"%s\"],\"nonce\":\"%s\"}"
                        .formatted(
                                claims.getOrDefault("iss", issuer()),
                                claims.getOrDefault("aud", CLIENT),
                                claims.getOrDefault("sub", "agent-7"),
                                now - 10,
                                claims.getOrDefault("exp", Long.toString(now + 300)),
                                claims.getOrDefault("role", "quartermaster-agent"),
                                claims.getOrDefault("nonce", ""));
        String signed = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"one\"}") + "." + encoded(body);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(by.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String encodedUrl(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static void answers(String path, String body) {
        serves(path, exchange -> answer(exchange, 200, body));
    }

    private static void serves(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("location", to);
        exchange.sendResponseHeaders(302, -1);
    }
}
