package dev.quartermaster.metrics;

import dev.quartermaster.aws.AwsCredentials;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** Credentials of no account, so that the machine's own are not looked for. */
@Alternative
@Singleton
public class FixedCredentials implements AwsCredentials.Source {

    public static final String SECRET = "not-a-real-secret";

    @Override
    public AwsCredentials find() {
        return AwsCredentials.of("AKID", SECRET);
    }
}
