package dev.quartermaster.routing;

import dev.quartermaster.limits.TokenCalibration;
import dev.quartermaster.performance.PerformanceMonitor;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Joins routing to those who measure. */
class RoutingBeans {

    @Produces
    @Singleton
    PerformanceSource performance(PerformanceMonitor monitor) {
        return monitor::view;
    }

    @Produces
    @Singleton
    TokenFactors tokenFactors(TokenCalibration calibration) {
        return calibration::factor;
    }
}
