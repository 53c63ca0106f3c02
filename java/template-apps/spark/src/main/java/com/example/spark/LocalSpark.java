package com.example.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Spark inside this process, without a cluster. */
final class LocalSpark {
  static final String LABEL = "species";

  /** Where the model is: a folder, since Spark does not read models from a jar. */
  static final String MODEL_FOLDER = "model";

  /** Later ones have no {@code Subject.getSubject}, which Spark's Hadoop calls. */
  private static final int NEWEST_JDK = 23;

  private LocalSpark() {}

  /** Starts it. */
  static SparkSession start() {
    int jdk = Runtime.version().feature();
    if (jdk > NEWEST_JDK) {
      throw new IllegalStateException(
          "Spark 4.1 on JDK %d (expected: 17 to %d)".formatted(jdk, NEWEST_JDK));
    }
    // Spark asks who runs it, and a container's uid may belong to nobody.
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("spark"));
    return SparkSession.builder()
        .appName("flowers")
        .master("local[1]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", false)
        // Spring Boot has a handler of its own, for the jars inside its jar.
        .config("spark.sql.defaultUrlStreamHandlerFactory.enabled", false)
        .config("spark.sql.shuffle.partitions", 1)
        // Else Snappy, a native library that unpacks itself into /tmp, where none may run.
        .config("spark.sql.parquet.compression.codec", "uncompressed")
        .getOrCreate();
  }

  /** Returns flowers as a table of their measurements and species. */
  static Dataset<Row> table(SparkSession spark, List<Flowers.Flower> flowers) {
    StructType schema = new StructType();
    for (String feature : Flowers.FEATURES) {
      schema = schema.add(feature, DataTypes.DoubleType);
    }
    schema = schema.add(LABEL, DataTypes.DoubleType);
    List<Row> rows = new ArrayList<>();
    for (Flowers.Flower flower : flowers) {
      List<Object> values = new ArrayList<>();
      for (double measurement : flower.measurements()) {
        values.add(measurement);
      }
      values.add((double) flower.species());
      rows.add(RowFactory.create(values.toArray()));
    }
    return spark.createDataFrame(rows, schema);
  }
}
