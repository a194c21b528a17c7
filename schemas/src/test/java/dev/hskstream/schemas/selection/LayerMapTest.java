package dev.hskstream.schemas.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerMapTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 0,2,5,8,10    | 0<-0 1<-2 2<-5 3<-8 4<-10",
                "6 | 0,2,5,8,10    | 0<-0 1<-2 3<-5 5<-8 6<-10",
                "3 | 0,2,5,8,10    | 0<-0 1<-2 2<-8 3<-10",
                "2 | 0,2,5,8,10    | 0<-0 1<-5 2<-10",
                "4 | 8,10          | 3<-8 4<-10",
                "4 | 10            | 4<-10",
                "4 | 0             | 0<-0",
                "1 | 0,12          | 0<-0 1<-12"
            })
    void mapsOntoTheNearestStoredLayers(int student, String stored, String expected) {
        assertThat(LayerMap.describe(LayerMap.of(student, DepthSelectionTest.ints(stored))))
                .isEqualTo(expected);
    }

    @Test
    void usesEachLayerOnceAndNeverCrosses() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            int students = 1 + random.nextInt(12);
            int[] stored = random.ints(1 + random.nextInt(8), 0, 25).distinct().toArray();

            List<LayerMap.Pair> map = LayerMap.of(students, stored);

            assertThat(map).isNotEmpty();
            for (int p = 1; p < map.size(); p++) {
                assertThat(map.get(p).student()).isGreaterThan(map.get(p - 1).student());
                assertThat(map.get(p).stored()).isGreaterThan(map.get(p - 1).stored());
            }
            assertThat(stored)
                    .contains(map.stream().mapToInt(LayerMap.Pair::stored).toArray());
            assertThat(map.get(map.size() - 1).student()).isLessThanOrEqualTo(students);
        }
    }

    @Test
    void refusesNothingToMap() {
        assertThatThrownBy(() -> LayerMap.of(4, new int[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LayerMap.of(0, new int[] {1})).isInstanceOf(IllegalArgumentException.class);
    }
}
