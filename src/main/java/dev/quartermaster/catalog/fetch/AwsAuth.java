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

/** A key of Bedrock where there is one, else a signature with the credentials of the default chain. */
@ApplicationScoped
class AwsAuth implements ControlPlaneAuth {

    private static final String SERVICE = "bedrock";
    private static final byte[] NO_BODY = {};

    private final Supplier<Optional<ApiKey>> key;
    private final CredentialsCache credentials;
    private final SigV4Signer signer;

    @Inject
    AwsAuth(KeyRing keys, CredentialsCache credentials, Clock clock) {
        this(() -> keys.next(ProviderId.BEDROCK), credentials, clock);
    }

    AwsAuth(Supplier<Optional<ApiKey>> key, CredentialsCache credentials, Clock clock) {
        this.key = key;
        this.credentials = credentials;
        this.signer = new SigV4Signer(SERVICE, clock);
    }

    @Override
    public Uni<Void> ready() {
        return key.get().isPresent() ? Uni.createFrom().voidItem() : found().replaceWithVoid();
    }

    @Override
    public Uni<Map<String, String>> headers(URI uri, String region) {
        return key.get()
                .map(found -> Uni.createFrom().item(() -> authorised(found, uri, region)))
                .orElseGet(() -> found().map(held -> signed(uri, region, held)));
    }

    private Map<String, String> authorised(ApiKey found, URI uri, String region) {
        return found.aws() == null
                ? Map.of("authorization", "Bearer " + found.value())
                : signed(uri, region, found.aws());
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
