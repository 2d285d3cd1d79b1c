/** A binary heap: the least item by `compare` comes out first. */
export class PriorityQueue<T> {
  private readonly heap: T[] = [];

  constructor(private readonly compare: (a: T, b: T) => number) {}

  get size(): number {
    return this.heap.length;
  }

  /** The least item, left in place; undefined when empty. */
  peek(): T | undefined {
    return this.heap[0];
  }

  push(item: T): void {
    let index = this.heap.push(item) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.compare(this.heap[parent] as T, item) <= 0) break;
      this.heap[index] = this.heap[parent] as T;
      index = parent;
    }
    this.heap[index] = item;
  }

  /** Takes the least item out; undefined when empty. */
  pop(): T | undefined {
    const least = this.heap[0];
    const last = this.heap.pop();
    if (this.heap.length > 0) this.sink(last as T);
    return least;
  }

  private sink(item: T): void {
    const { length } = this.heap;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= length) break;
      if (child + 1 < length && this.compare(this.heap[child + 1] as T, this.heap[child] as T) < 0) child += 1;
      if (this.compare(item, this.heap[child] as T) <= 0) break;
      this.heap[index] = this.heap[child] as T;
      index = child;
    }
    this.heap[index] = item;
  }
}
