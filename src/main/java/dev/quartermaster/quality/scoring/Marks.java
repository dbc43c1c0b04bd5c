package dev.quartermaster.quality.scoring;

import java.util.List;

/** Value of one criterion: the product of the factors of what was found. */
final class Marks {

    private final List<QualityFinding> findings;
    private double value = 1;

    /** @param findings takes what is found, each once */
    Marks(List<QualityFinding> findings) {
        this.findings = findings;
    }

    void fault(QualityFinding finding, double factor) {
        value *= factor;
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }

    double value() {
        return value;
    }
}
