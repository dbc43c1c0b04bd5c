package dev.quartermaster.catalog.fetch;

import dev.quartermaster.aws.AwsCredentials;
import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.aws.Region;
import dev.quartermaster.aws.SigV4Signer;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.domain.ProviderId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A Bedrock API key where there is one, else a signature with the credentials of the default chain. */
@ApplicationScoped
class AwsAuth implements ControlPlaneAuth {

    private static final String SERVICE = "bedrock";
    private static final byte[] NO_BODY = {};

    private final Supplier<Optional<String>> bearerToken;
    private final CredentialsCache credentials;
    private final SigV4Signer signer;

    @Inject
    AwsAuth(KeyRing keys, CredentialsCache credentials, Clock clock) {
        this(() -> keys.next(ProviderId.BEDROCK).map(ApiKey::value), credentials, clock);
    }

    AwsAuth(Supplier<Optional<String>> bearerToken, CredentialsCache credentials, Clock clock) {
        this.bearerToken = () -> bearerToken.get().filter(token -> !token.isBlank());
        this.credentials = credentials;
        this.signer = new SigV4Signer(SERVICE, clock);
    }

    @Override
    public Uni<Void> ready() {
        return bearerToken.get().isPresent() ? Uni.createFrom().voidItem() : found().replaceWithVoid();
    }

    @Override
    public Uni<Map<String, String>> headers(URI uri, String region) {
        return bearerToken
                .get()
                .map(token -> Uni.createFrom().item(Map.of("authorization", "Bearer " + token.strip())))
                .orElseGet(() -> found().map(held -> signed(uri, region, held)));
    }

    private Uni<AwsCredentials> found() {
        return credentials
                .current()
                .onFailure(AwsCredentials.Unavailable.class)
                .transform(none -> ControlPlaneFailure.failed("skipped: " + none.getMessage()));
    }

    private Map<String, String> signed(URI uri, String region, AwsCredentials held) {
        Map<String, String> headers = new TreeMap<>();
        signer.sign("GET", uri, Map.of(), NO_BODY, new Region(region), held)
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }
}
