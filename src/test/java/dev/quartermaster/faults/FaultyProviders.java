package dev.quartermaster.faults;

import dev.quartermaster.history.History;
import dev.quartermaster.simulator.Simulator;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Starts the simulator that plays the providers of {@link FaultyWorld} for each test. */
abstract class FaultyProviders {

    @ConfigProperty(name = FaultyWorld.PORT)
    int port;

    @Inject
    History history;

    final Client client = new Client();
    Simulator simulator;

    @BeforeEach
    final void startProviders() {
        simulator = Simulator.start(port);
    }

    @AfterEach
    final void closeProviders() {
        simulator.close();
    }
}
