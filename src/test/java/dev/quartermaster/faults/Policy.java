package dev.quartermaster.faults;

import jakarta.inject.Singleton;

/** How often a model that may come round is asked, computed from the configuration. */
@Singleton
class Policy {

    long calls(Cell cell) {
        return 1;
    }
}
