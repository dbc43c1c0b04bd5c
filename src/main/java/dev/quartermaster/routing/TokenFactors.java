package dev.quartermaster.routing;

import dev.quartermaster.domain.ProviderId;

/** By what a provider's own count of a prompt exceeds our estimate. */
interface TokenFactors {

    /** 1 where that is not known. */
    double of(ProviderId provider);
}
