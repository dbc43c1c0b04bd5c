package dev.quartermaster.aws;

/** Finds credentials, taking as long as that takes: it may read files and ask metadata services. */
@FunctionalInterface
public interface CredentialsSource {

    /** @throws CredentialsUnavailable when there are none */
    AwsCredentials find();
}
