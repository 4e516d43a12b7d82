// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.baseline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** A call with its keys, as the mapper reads and the enhanced client writes it. */
@DynamoDbBean
@NullUnmarked
public final class CallItem extends CallFields {

  private String pk;
  private String sk;
  private String gsi1Pk;
  private String gsi1Sk;
  private String gsi2Pk;
  private String gsi2Sk;
  private Long ttl;
  private String priceRow;
  private String unpricedReason;

  /** Sets the keys from the other fields. */
  void setKeys(Instant expiry) {
    pk = "TYPE#llm_trace";
    sk = getTimestamp() + "#" + getEventId();
    gsi1Pk = "AGENT#" + getAgentSlug();
    gsi1Sk = sk;
    if (getTraceId() != null) {
      gsi2Pk = "TRACE#" + getTraceId();
      gsi2Sk = sk;
    }
    ttl = expiry.getEpochSecond();
  }

  @DynamoDbPartitionKey
  @DynamoDbAttribute("PK")
  public String getPk() {
    return pk;
  }

  public void setPk(String pk) {
    this.pk = pk;
  }

  @JsonIgnore
  @DynamoDbSortKey
  @DynamoDbAttribute("SK")
  public String getSk() {
    return sk;
  }

  public void setSk(String sk) {
    this.sk = sk;
  }

  @JsonIgnore
  @DynamoDbAttribute("GSI1PK")
  public String getGsi1Pk() {
    return gsi1Pk;
  }

  public void setGsi1Pk(String gsi1Pk) {
    this.gsi1Pk = gsi1Pk;
  }

  @JsonIgnore
  @DynamoDbAttribute("GSI1SK")
  public String getGsi1Sk() {
    return gsi1Sk;
  }

  public void setGsi1Sk(String gsi1Sk) {
    this.gsi1Sk = gsi1Sk;
  }

  @JsonIgnore
  @DynamoDbAttribute("GSI2PK")
  public String getGsi2Pk() {
    return gsi2Pk;
  }

  public void setGsi2Pk(String gsi2Pk) {
    this.gsi2Pk = gsi2Pk;
  }

  @JsonIgnore
  @DynamoDbAttribute("GSI2SK")
  public String getGsi2Sk() {
    return gsi2Sk;
  }

  public void setGsi2Sk(String gsi2Sk) {
    this.gsi2Sk = gsi2Sk;
  }

  @JsonIgnore
  public Long getTtl() {
    return ttl;
  }

  public void setTtl(Long ttl) {
    this.ttl = ttl;
  }

  @JsonIgnore
  public String getPriceRow() {
    return priceRow;
  }

  public void setPriceRow(String priceRow) {
    this.priceRow = priceRow;
  }

  @JsonIgnore
  public String getUnpricedReason() {
    return unpricedReason;
  }

  public void setUnpricedReason(String unpricedReason) {
    this.unpricedReason = unpricedReason;
  }
}
