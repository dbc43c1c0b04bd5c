package dev.quartermaster.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * The SDK's default chain: system properties, environment, shared configuration and credentials files, the container's
 * endpoint, the instance's metadata service. It is made at the first look-up, because making it reads files. What the
 * SDK needs a client of a further service for is not found: assumed roles and single sign-on of a profile, and web
 * identities, which {@link WebIdentity} sees to.
 */
final class DefaultChain implements AwsCredentials.Source {

    private final Supplier<AwsCredentialsProvider> maker;
    private @Nullable AwsCredentialsProvider chain;

    DefaultChain(Supplier<AwsCredentialsProvider> maker) {
        this.maker = maker;
    }

    static DefaultChain ofThisProcess() {
        return new DefaultChain(() -> DefaultCredentialsProvider.builder().build());
    }

    @Override
    public synchronized AwsCredentials find() {
        try {
            if (chain == null) {
                chain = maker.get();
            }
            return plain(chain.resolveCredentials());
        } catch (SdkException | IllegalStateException | IllegalArgumentException none) {
            throw new AwsCredentials.Unavailable();
        }
    }

    private static AwsCredentials plain(AwsCredentialsIdentity found) {
        String token = found instanceof AwsSessionCredentialsIdentity session ? session.sessionToken() : null;
        return new AwsCredentials(
                found.accessKeyId(),
                found.secretAccessKey(),
                token,
                found.expirationTime().orElse(null));
    }
}
