package dev.quartermaster.routing;

import dev.quartermaster.performance.PerformanceView;

/** Source of the models' performance data for routing. */
interface PerformanceSource {

    PerformanceView view();
}
