package dev.quartermaster.api.assignments;

import dev.quartermaster.health.HealthComponentTest;

/** Watchful about models, in an instance of its own: the tests of health begin with one of which nothing was heard. */
public final class FailingModels extends HealthComponentTest.Watchful {}
