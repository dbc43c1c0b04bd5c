package dev.quartermaster.provider.bedrock;

import dev.quartermaster.aws.AwsCredentials;
import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.aws.CredentialsUnavailable;
import dev.quartermaster.aws.Region;
import dev.quartermaster.aws.SigV4Signer;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Authorises requests: with a Bedrock API key where the call has one, else with the process's AWS credentials. */
final class RequestAuth {

    private final CredentialsCache credentials;
    private final SigV4Signer signer;

    RequestAuth(CredentialsCache credentials, SigV4Signer signer) {
        this.credentials = credentials;
        this.signer = signer;
    }

    /**
     * The headers to send, those given among them. Nothing of the request may change afterwards.
     *
     * @param key null to sign
     */
    Uni<Map<String, String>> headers(
            String method, URI uri, Map<String, String> headers, byte[] body, Region region, @Nullable ApiKey key) {
        if (key != null) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put("authorization", "Bearer " + key.value());
            return Uni.createFrom().item(all);
        }
        return onCallersContext(credentials.current())
                .onFailure(CredentialsUnavailable.class)
                .transform(none -> ProviderFailure.permanentOf(FailureKind.AUTHENTICATION, none.getMessage()))
                .map(found -> signer.sign(method, uri, headers, body, region, found));
    }

    /** A look-up ends on a worker; the call must go on where its caller waits. */
    private static Uni<AwsCredentials> onCallersContext(Uni<AwsCredentials> found) {
        Context context = Vertx.currentContext();
        return context == null ? found : found.emitOn(step -> context.runOnContext(ignored -> step.run()));
    }
}
