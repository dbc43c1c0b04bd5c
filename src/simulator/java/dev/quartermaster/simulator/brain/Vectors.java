package dev.quartermaster.simulator.brain;

import java.util.SplittableRandom;

/** Embeddings: a direction of length 1 that depends on the text and the model alone. */
public final class Vectors {

    private Vectors() {}

    public static double[] of(String model, String text, int dimensions) {
        SplittableRandom random = new SplittableRandom(31L * model.hashCode() + text.hashCode());
        double[] vector = new double[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = random.nextDouble() * 2 - 1;
            squares += vector[i] * vector[i];
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < dimensions; i++) {
            // Seven digits are what providers send; more would only make answers longer.
            vector[i] = Math.round(vector[i] / length * 1e7) / 1e7;
        }
        return vector;
    }
}
