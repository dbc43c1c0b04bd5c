package dev.quartermaster.routing;

import dev.quartermaster.domain.ProviderId;

/** Ratio of a provider's own token count to our estimate. */
interface TokenFactors {

    /** 1 where that is not known. */
    double of(ProviderId provider);
}
