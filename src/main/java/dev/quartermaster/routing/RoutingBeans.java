package dev.quartermaster.routing;

import dev.quartermaster.performance.PerformanceView;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Joins routing to those who measure. */
class RoutingBeans {

    @Produces
    @Singleton
    PerformanceSource performance() {
        return () -> PerformanceView.NOTHING;
    }

    @Produces
    @Singleton
    TokenFactors tokenFactors() {
        return provider -> 1;
    }
}
