package dev.hskstream.trainer.objective;

/**
 * The weight of each loss in one stage of training.
 *
 * @param hsk hidden-state knowledge
 * @param soft the teacher's logits
 * @param hard the labels
 */
public record Weights(double hsk, double soft, double hard) {
    /** Labels alone: fine-tuning. */
    public static final Weights LABELS = new Weights(0, 0, 1);

    /** Refuses negative weights, and weights that are all 0. */
    public Weights {
        if (hsk < 0 || soft < 0 || hard < 0 || hsk + soft + hard == 0) {
            throw new IllegalArgumentException("loss weights must not be negative and not all be 0, got hsk " + hsk
                    + ", soft " + soft + ", hard " + hard);
        }
    }

    /** The weight of the loss of that name. */
    double of(String loss) {
        return switch (loss) {
            case "hsk" -> hsk;
            case "soft" -> soft;
            case "hard" -> hard;
            default -> throw new IllegalArgumentException("no loss is called " + loss);
        };
    }

    /** Whether the loss needs predictions, and so the student's head. */
    public boolean predictions() {
        return soft > 0 || hard > 0;
    }
}
