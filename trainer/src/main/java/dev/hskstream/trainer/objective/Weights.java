package dev.hskstream.trainer.objective;

/**
 * How much each loss counts in one stage of training.
 *
 * @param hsk hidden-state knowledge
 * @param soft the teacher's logits
 * @param hard the labels
 */
public record Weights(double hsk, double soft, double hard) {
    /** Labels alone: fine-tuning. */
    public static final Weights LABELS = new Weights(0, 0, 1);

    /** Refuses negative weights and a stage that learns nothing. */
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

    /** Whether the student's head is needed. */
    public boolean predictions() {
        return soft > 0 || hard > 0;
    }
}
