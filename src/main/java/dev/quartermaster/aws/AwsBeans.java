package dev.quartermaster.aws;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** One chain and one cache for all that calls AWS in this process. */
final class AwsBeans {

    private AwsBeans() {}

    @Produces
    @Singleton
    @DefaultBean
    static AwsCredentials.Source source() {
        return new WebIdentity(System::getenv, DefaultChain.ofThisProcess());
    }

    @Produces
    @Singleton
    static CredentialsCache cache(AwsCredentials.Source source, Clock clock) {
        return new CredentialsCache(source, Infrastructure.getDefaultWorkerPool(), clock);
    }
}
