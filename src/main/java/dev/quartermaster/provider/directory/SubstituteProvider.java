package dev.quartermaster.provider.directory;

import dev.quartermaster.domain.ProviderId;
import java.util.Optional;

/** Answers in place of providers that have no key. There is one in development and tests, none in production. */
public interface SubstituteProvider {

    /** The base URL to call instead of the provider's own. */
    Optional<String> baseUrl(ProviderId provider);
}
