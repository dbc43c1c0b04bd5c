package dev.quartermaster.routing;

import dev.quartermaster.performance.PerformanceView;

/** Where routing learns how models did. */
interface PerformanceSource {

    PerformanceView view();
}
