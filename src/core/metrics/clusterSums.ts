import { createNumberPlaces } from './numberPlaces.ts';

/** Sums of one cluster. They add up over clusters. */
export type Sums = Iterable<number> & ArrayLike<number>;

/** Some sums for each cluster, in the order in which the clusters came first. */
export interface ClusterSums {
  add(cluster: number, place: number, value: number): void;
  /** How many sums each has. */
  readonly width: number;
  /** How many clusters there are. */
  readonly size: number;
  /** Over all clusters. */
  total(place: number): number;
  /** Of each cluster; `of` is given one and the same list each time, so that it must not keep it. */
  map<T>(of: (sums: Sums) => T): T[];
}

/** `width` sums for each. All stand in one list, as there may be very many clusters of which little is counted. */
export function createClusterSums(width: number): ClusterSums {
  const places = createNumberPlaces();
  let sums = new Float64Array(16 * width);
  let size = 0;
  // Items of one cluster often come together: the last one is at hand.
  let [last, at] = [-1, 0];

  function find(cluster: number): void {
    last = cluster;
    at = places.get(cluster);
    if (at !== -1) return;
    at = size * width;
    size += 1;
    places.add(cluster, at);
    if (at < sums.length) return;
    const longer = new Float64Array(2 * sums.length);
    longer.set(sums);
    sums = longer;
  }

  return {
    add(cluster, place, value) {
      if (cluster !== last) find(cluster);
      sums[at + place] = (sums[at + place] ?? 0) + value;
    },
    width,
    get size() {
      return size;
    },
    total(place) {
      let total = 0;
      for (let from = place; from < size * width; from += width) total += sums[from] ?? 0;
      return total;
    },
    map: (of) => {
      const one = new Float64Array(width);
      return Array.from({ length: size }, (_, index) => {
        for (let place = 0; place < width; place += 1) one[place] = sums[index * width + place] ?? 0;
        return of(one);
      });
    },
  };
}
